//! What brings the output to the cluster.

crate::words! {
    /// What applies the output; it decides which annotations keep it in order.
    pub enum Delivery("a way of delivery") {
        /// A person or a script with kubectl.
        Kubectl = "kubectl",
        /// Argo CD.
        ArgoCd = "argo-cd",
        /// Flux.
        Flux = "flux",
    }
}
