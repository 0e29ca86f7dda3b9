//! Facts by release: operators, Kafka configurations, metrics.
