//! What a container asks for and may use at most.

use super::quantity::{Capacity, Cpu};

crate::record! {
    /// What a container gets: the memory is its request and its limit, the processor time its
    /// request; a processor limit is set only where it is named.
    pub struct Resources {
        /// Its memory.
        "memory" memory: Capacity,
        /// Its processor time.
        "cpu" cpu: Cpu,
        /// The most processor time it may use.
        "cpuLimit" cpu_limit: Option<Cpu>,
    }
}

impl Resources {
    /// Returns resources of mebibytes and thousandths of a processor.
    #[must_use]
    pub fn of(mebibytes: u64, millis: u64) -> Self {
        Self {
            memory: Capacity::mebibytes(mebibytes),
            cpu: Cpu::millis(millis),
            cpu_limit: None,
        }
    }

    /// Returns the same with a limit of processor time.
    #[must_use]
    pub fn with_cpu_limit(mut self, millis: u64) -> Self {
        self.cpu_limit = Some(Cpu::millis(millis));
        self
    }
}
