//! What Linux says a process holds in memory.

use anyhow::{Context, Result};
use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Resident now, and the most there ever was, in MB (10⁶ bytes).
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// `VmRSS`.
    pub now: f64,
    /// `VmHWM`.
    pub most: f64,
}

/// Of the process with this id.
pub fn of(id: u32) -> Result<Memory> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status"))?;
    let field = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kib: u32 = line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().ok()?;
        Some(f64::from(kib) * 1024.0 / 1e6)
    };
    let read = || Some(Memory { now: field("VmRSS")?, most: field("VmHWM")? });
    read().context("/proc says nothing of memory")
}

/// Runs a program to its end: its time in seconds, and the most memory it held.
pub fn watched(command: &mut Command) -> Result<(f64, f64)> {
    let began = Instant::now();
    let mut child: Child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let mut most = 0.0_f64;
    loop {
        if let Some(status) = child.try_wait()? {
            anyhow::ensure!(status.success(), "{command:?} ended with {status}");
            return Ok((began.elapsed().as_secs_f64(), most));
        }
        if let Ok(memory) = of(child.id()) {
            most = most.max(memory.most);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}
