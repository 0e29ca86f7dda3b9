//! One Kubernetes object and what identifies it.
