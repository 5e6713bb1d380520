//! A Redis or Valkey process of one test, with its own directory, Unix socket and TCP port.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub struct Server {
    directory: TempDir,
    process: Option<Child>,
    program: PathBuf,
    arguments: Vec<String>,
    pub port: u16,
}

const READY: Duration = Duration::from_secs(60);

/// Returns the servers in `VSW_REPLAY_SERVERS` (separated by `:`), else those in PATH.
#[expect(
    clippy::disallowed_methods,
    reason = "the gate names other servers and says whether one is required"
)]
pub fn programs() -> Vec<PathBuf> {
    let named = std::env::var_os("VSW_REPLAY_SERVERS");
    let found: Vec<PathBuf> = match named {
        Some(paths) => std::env::split_paths(&paths).collect(),
        None => ["redis-server", "valkey-server"]
            .iter()
            .flat_map(|name| {
                let path = std::env::var_os("PATH").unwrap_or_default();
                std::env::split_paths(&path).map(|directory| directory.join(name)).collect::<Vec<_>>()
            })
            .filter(|path| path.is_file() && is_supported(path))
            .collect(),
    };
    if found.is_empty() {
        assert!(std::env::var_os("VSW_CI").is_none(), "the gate must run these tests: install redis-server");
        // Without a server, the tests pass without checking anything, so print the reason.
        let _ =
            std::io::stderr().write_all(b"skipped: neither redis-server nor valkey-server is installed\n");
    }
    found
}

/// Version 7 or later is needed; some distributions have an older one.
#[expect(clippy::disallowed_methods, reason = "it runs a server, as `Server` does")]
fn is_supported(program: &Path) -> bool {
    let output = Command::new(program).arg("--version").output().expect("its version");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let version =
        text.split_once("v=").and_then(|(_, version)| version.split('.').next()?.parse::<u32>().ok());
    version.is_some_and(|major| major >= 7)
}

pub fn with_each(mut test: impl FnMut(&Path)) {
    for program in programs() {
        test(&program);
    }
}

impl Server {
    pub fn start(program: &Path, arguments: &[&str]) -> Self {
        let mut server = Self {
            directory: tempfile::tempdir().expect("a directory"),
            process: None,
            program: program.to_owned(),
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            port: free_port(),
        };
        server.restart();
        server
    }

    pub fn directory(&self) -> &Path {
        self.directory.path()
    }

    pub fn socket(&self) -> PathBuf {
        self.directory().join("s")
    }

    /// Starts the server in the same directory, with any data that an earlier process left there.
    #[expect(clippy::disallowed_methods, reason = "the server is a process of its own")]
    pub fn restart(&mut self) {
        let _ = std::fs::remove_file(self.socket());
        let mut command = Command::new(&self.program);
        command
            .current_dir(self.directory())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.args(["--port", &self.port.to_string(), "--bind", "127.0.0.1"]);
        command.args(["--unixsocket".as_ref(), self.socket().as_os_str()]);
        command.args(["--save", "", "--dir", ".", "--enable-debug-command", "yes"]);
        // By default, a primary waits five seconds for further replicas before it sends its data to the first one.
        command.args(["--repl-diskless-sync-delay", "0"]).args(&self.arguments);
        self.process = Some(command.spawn().expect("the server starts"));
        let began = Instant::now();
        while !self.try_ask(&["PING"]).is_some_and(|reply| reply.contains("PONG") || reply.contains("NOAUTH"))
        {
            assert!(began.elapsed() < READY, "the server of {:?} is not ready", self.program);
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    pub fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// Until [`resume`](Self::resume), the kernel accepts connections and bytes, but the process reads none.
    pub fn pause(&self) {
        self.signal(rustix::process::Signal::STOP);
    }

    pub fn resume(&self) {
        self.signal(rustix::process::Signal::CONT);
    }

    fn signal(&self, signal: rustix::process::Signal) {
        let process = self.process.as_ref().expect("a process");
        let id = rustix::process::Pid::from_child(process);
        rustix::process::kill_process(id, signal).expect("the signal");
    }

    /// Returns the content of a bulk string, or the first line of any other response.
    pub fn ask(&self, command: &[&str]) -> String {
        self.try_ask(command).expect("a response")
    }

    fn try_ask(&self, command: &[&str]) -> Option<String> {
        let mut stream = UnixStream::connect(self.socket()).ok()?;
        stream.set_read_timeout(Some(READY)).ok()?;
        let mut request = format!("*{}\r\n", command.len());
        for part in command {
            request.push_str(&format!("${}\r\n{part}\r\n", part.len()));
        }
        stream.write_all(request.as_bytes()).ok()?;
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim_end().strip_prefix('$').and_then(|length| length.parse::<usize>().ok()) {
            None => Some(line.trim_end().to_owned()),
            Some(length) => {
                let mut text = vec![0; length];
                reader.read_exact(&mut text).ok()?;
                String::from_utf8(text).ok()
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Returns a port below 32768, where Linux begins the ports of outgoing connections. One of those could be
/// taken before the server starts.
pub fn free_port() -> u16 {
    static NEXT: std::sync::atomic::AtomicU16 = std::sync::atomic::AtomicU16::new(0);
    let first = 10_000 + u16::try_from(std::process::id() % 20_000).unwrap_or(0);
    loop {
        let port = first + NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}
