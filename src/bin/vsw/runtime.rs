//! Async runtimes, on one thread or on all cores.

use std::io;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::runtime::{Builder, Runtime};

pub fn new() -> io::Result<Runtime> {
    check_descriptors()?;
    Builder::new_current_thread().enable_all().build()
}

pub fn of_all_cores() -> io::Result<Runtime> {
    check_descriptors()?;
    check_threads()?;
    Builder::new_multi_thread().enable_all().build()
}

/// Fails if the process cannot open as many descriptors as a runtime needs, because tokio would panic.
fn check_descriptors() -> io::Result<()> {
    for _ in [UnixStream::pair()?, UnixStream::pair()?, UnixStream::pair()?] {}
    Ok(())
}

/// Fails if the process cannot start as many threads as a runtime needs, because tokio would panic.
fn check_threads() -> io::Result<()> {
    let (end, ended) = mpsc::channel::<()>();
    let ended = Arc::new(Mutex::new(ended));
    let wait = || {
        let ended = Arc::clone(&ended);
        thread::Builder::new().spawn(move || ended.lock().is_ok_and(|ended| ended.recv().is_ok()))
    };
    let count = thread::available_parallelism()?.get() + SPARE_THREADS;
    let threads: io::Result<Vec<_>> = (0..count).map(|_| wait()).collect();
    drop(end);
    threads?.into_iter().for_each(|thread| _ = thread.join());
    Ok(())
}

/// Threads besides one per core: the server's thread, which runs the runtime, and one for blocking work.
const SPARE_THREADS: usize = 2;

/// Raises the limit of open files to the maximum, and returns it. Each connection is a file; the usual limit
/// is 1,024.
pub fn allow_many_files() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX)
}
