//! Renders one typed model of a Kafka deployment on Kubernetes into checked manifests.
