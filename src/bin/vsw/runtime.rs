//! Runtime: the executor of requests, servers and concurrent programs, on the thread that waits for them.

use std::io;
use std::os::unix::net::UnixStream;

use tokio::runtime::{Builder, Runtime};

/// Returns a runtime for the current thread.
///
/// # Errors
/// Fails if the process may not open further files.
pub fn new() -> io::Result<Runtime> {
    // tokio panics if it cannot open the sockets of its signal handling. So open and close as many descriptors as a
    // runtime needs (three pairs) first, and return an error if that fails.
    for _ in [UnixStream::pair()?, UnixStream::pair()?, UnixStream::pair()?] {}
    Builder::new_current_thread().enable_all().build()
}
