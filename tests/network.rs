//! Network policies: what they allow, evaluated pair by pair, is what the model's flows say.

mod fixture;

mod network {
    pub mod cluster;
    pub mod evaluator;
    mod evaluator_is_right;
    pub mod flows;
    mod listeners;
    mod snapshot;
}
