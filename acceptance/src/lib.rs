//! Proves the rendered output against real components: an API server, Strimzi's own
//! Java model, Apache Kafka, Prometheus. Nothing in here is needed to render.
