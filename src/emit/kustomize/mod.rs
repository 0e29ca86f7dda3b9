//! Kustomize bases and overlays.
