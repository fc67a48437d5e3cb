//! Load: so many connections, each asking again as soon as it has its answer.

use crate::http::Connection;
use anyhow::{Result, ensure};
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// Asked before measuring begins: connections, prepared statements and caches are then as they stay.
const WARMING: Duration = Duration::from_secs(1);

/// How to ask.
#[derive(Clone, Copy)]
pub struct Plan {
    /// Where.
    pub port: u16,
    /// How many at once.
    pub connections: usize,
    /// For how long, after warming.
    pub seconds: u64,
    /// How long each connection rests after an answer.
    pub rest: Duration,
    /// The status that counts.
    pub expected: u16,
}

/// What was measured.
#[derive(Debug)]
pub struct Load {
    /// Answers with the expected status, a second.
    pub per_second: f64,
    /// Half of these took less, in milliseconds.
    pub p50: f64,
    /// Of a hundred of these, one took longer, in milliseconds.
    pub p99: f64,
    /// All answers by status; 0 is a connection lost.
    pub statuses: BTreeMap<u16, u32>,
}

/// Runs it. `question` makes what connection `.0` asks in its turn `.1`.
pub fn run(plan: Plan, question: impl Fn(usize, usize) -> String + Sync) -> Result<Load> {
    let begin = Instant::now() + WARMING;
    let end = begin + Duration::from_secs(plan.seconds);
    let done: Vec<Vec<(u16, Duration)>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..plan.connections)
            .map(|connection| {
                let question = &question;
                scope.spawn(move || one(plan, begin, end, |turn| question(connection, turn)))
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let mut statuses = BTreeMap::new();
    let mut took = Vec::new();
    for (status, time) in done.into_iter().flatten() {
        *statuses.entry(status).or_default() += 1;
        if status == plan.expected {
            took.push(time);
        }
    }
    ensure!(!took.is_empty(), "no answer was {}: {statuses:?}", plan.expected);
    took.sort_unstable();
    let at = |percent: usize| took[(took.len() * percent / 100).min(took.len() - 1)].as_secs_f64() * 1000.0;
    let seconds = Duration::from_secs(plan.seconds).as_secs_f64();
    let per_second = f64::from(u32::try_from(took.len())?) / seconds;
    Ok(Load { per_second, p50: at(50), p99: at(99), statuses })
}

fn one(plan: Plan, begin: Instant, end: Instant, question: impl Fn(usize) -> String) -> Vec<(u16, Duration)> {
    let mut measured = Vec::new();
    let mut connection = None;
    for turn in 0.. {
        let request = question(turn);
        let asked = Instant::now();
        if asked >= end {
            break;
        }
        if connection.is_none() {
            connection = Connection::open(plan.port).ok();
        }
        let status = if let Some(Ok(answer)) = connection.as_mut().map(|connection| connection.ask(&request)) {
            answer.status
        } else {
            connection = None;
            std::thread::sleep(Duration::from_millis(10));
            0
        };
        if asked >= begin {
            measured.push((status, asked.elapsed()));
        }
        if !plan.rest.is_zero() {
            std::thread::sleep(plan.rest);
        }
    }
    measured
}
