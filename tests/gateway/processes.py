"""Programs that a test starts: each in its own process group, which ends with the test."""
import atexit
import contextlib
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import threading
import time

_running = set()
_taken = set()
_ports = threading.Lock()


def find(name):
    """Returns the path of a program, or None. Debian installs servers outside the PATH of users."""
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


def free_ports(count):
    """Returns ports that are free and that no other call returned. They lie below those that the system gives to
    connections.
    """
    ports = []
    while len(ports) < count:
        port = random.randrange(10_000, 32_000)
        with _ports, contextlib.suppress(OSError), socket.socket() as each:
            each.bind(("127.0.0.1", port))
            if port not in _taken:
                _taken.add(port)
                ports.append(port)
    return ports


class Process:
    def __init__(self, command, directory, environment=None):
        self.command = [str(word) for word in command]
        self.log = pathlib.Path(directory) / f"{pathlib.Path(self.command[0]).name}-{time.monotonic_ns()}.log"
        # Only what a program needs: no credentials or settings of the user's shell reach it.
        base = {name: os.environ[name] for name in ("PATH", "REAL_VSW") if name in os.environ}
        base |= {"HOME": str(directory), "TMPDIR": str(directory), "XDG_DATA_HOME": str(directory)}
        with self.log.open("wb") as log:
            self.child = subprocess.Popen(self.command, cwd=directory, env=base | (environment or {}), stdout=log,
                                          stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True)
        _running.add(self)

    def wait_for(self, *ports, seconds=30):
        """Waits until the program accepts connections at these ports."""
        deadline = time.monotonic() + seconds
        for port in ports:
            while True:
                if self.child.poll() is not None:
                    raise AssertionError(f"{self.command} ended:\n{self.text()}")
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=1).close()
                    break
                except OSError:
                    if time.monotonic() > deadline:
                        raise AssertionError(f"{self.command} does not listen on {port}:\n{self.text()}") from None
                    time.sleep(0.02)
        return self

    def stop(self, how=signal.SIGKILL):
        if self.child.poll() is None:
            os.killpg(self.child.pid, how)
        self.child.wait()
        # Children of the program may need a moment longer to free their ports.
        with contextlib.suppress(ProcessLookupError):
            for _ in range(100):
                os.killpg(self.child.pid, 0)
                time.sleep(0.01)
        _running.discard(self)

    def text(self):
        return self.log.read_text(errors="replace")


def stop_all():
    for process in list(_running):
        process.stop()


atexit.register(stop_all)
# Without a handler, SIGTERM would skip atexit and leave the programs running.
signal.signal(signal.SIGTERM, lambda *_: exit(143))
