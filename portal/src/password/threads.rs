//! The threads that hash: few, and among the last to be given a core.
//!
//! A hash holds a core for many milliseconds. Where a page or a query wants that core, the scheduler is to take it from
//! the hash at once (docs/performance.md, "The flood").

use crate::Result;
use tokio::{
    runtime::{Builder, Runtime},
    task::spawn_blocking,
};

/// Threads of their own, so many at most. They begin when there is work and end when there has been none for a while.
pub(super) struct Threads(Option<Runtime>);

impl Threads {
    /// No thread yet; `at_a_time` at most.
    pub(super) fn new(at_a_time: usize) -> Self {
        let runtime = Builder::new_current_thread()
            .max_blocking_threads(at_a_time)
            .thread_name("hashing")
            .on_thread_start(give_way)
            .build()
            .inspect_err(|error| tracing::warn!(%error, "hashing has no threads of its own"));
        Self(runtime.ok())
    }

    /// Does `work` to its end, even when nobody waits for it any more. Where there are no such threads, tokio's do it.
    ///
    /// # Errors
    /// When the thread is lost.
    pub(super) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let done = match &self.0 {
            Some(runtime) => runtime.spawn_blocking(work),
            None => spawn_blocking(work),
        };
        Ok(done.await?)
    }
}

impl Drop for Threads {
    /// Waits for no thread: tokio lets no task wait for a runtime.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// A low priority. On Linux it is a thread's own; elsewhere it would be the whole process's.
fn give_way() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(LOW) {
        tracing::warn!(%error, "hashing threads keep the priority of the others");
    }
}

/// In nice(2)'s scale: about a tenth of a core that others want without end (sched(7)). With the lowest, a busy afternoon
/// would let nobody sign in.
#[cfg(target_os = "linux")]
const LOW: i32 = 10;

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use rustix::process::getpriority_process;

    #[tokio::test]
    async fn hashing_gives_way_and_nothing_else_does() {
        let here = getpriority_process(None).unwrap();
        let there = Threads::new(1).run(|| getpriority_process(None).unwrap()).await.unwrap();
        // Anyone who started this may have given way already; there is nothing below 19.
        assert_eq!(there, (here + LOW).min(19));
        assert_eq!(getpriority_process(None).unwrap(), here);
    }
}
