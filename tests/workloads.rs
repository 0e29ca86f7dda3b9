//! What stands around the cluster: schema registry, Kafka UI, access, applications, verification.

mod workloads {
    mod deployment;
    mod jobs;
    mod pods;
    mod schemas;
    mod secrets;
    mod snapshots;
}
