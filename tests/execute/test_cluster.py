"""Ray on this machine: real nodes, started and killed by the tests."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from redactor.errors import WorkerError
from redactor.execute.cluster import LOCAL, RayExecutor
from tests.contracts.executor import ExecutorContract, double
from tests.execute import jobs
from tests.execute.ray_nodes import cluster

pytestmark = pytest.mark.slow  # a node takes ten seconds to start


@pytest.fixture(scope="module")
def address():
    with cluster() as nodes:
        nodes.start(cpus=2)
        yield nodes.address


class TestRayExecutor(ExecutorContract):
    @pytest.fixture(autouse=True)
    def _cluster(self, address):
        self.address = address

    def executor(self):
        return RayExecutor(self.address, timeout_s=60)


@pytest.mark.parametrize("death", ["crash", "killed", "exit"])
def test_a_job_that_dies_does_not_end_the_others(address, death):
    results = dict(RayExecutor(address).map(jobs.act, [death, "a", "b", "c"]))
    assert isinstance(results.pop(death), WorkerError)
    assert results == {key: key for key in "abc"}


def test_a_job_that_hangs_is_stopped(address):
    executor = RayExecutor(address, timeout_s=3)
    results = dict(executor.map(jobs.act, ["hang", "a", "b"]))
    assert results["hang"].code == "timeout"
    assert (results["a"], results["b"]) == ("a", "b")


def test_workers_are_replaced_after_their_share_of_jobs(address):
    executor = RayExecutor(address, workers=1, tasks_per_worker=2)
    pids = Counter(pid for _, pid in executor.map(jobs.pid, range(4)))
    assert os.getpid() not in pids
    assert sorted(pids.values()) == [2, 2]


def test_events_arrive_in_order(address):
    events = []
    list(RayExecutor(address, on_event=events.append).map(jobs.chatter, [0, 1]))
    for job in range(2):
        assert [step for key, step in events if key == job] == list(range(200))


def test_only_so_many_jobs_are_taken_as_there_are_workers(address):
    taken = []

    def source():
        for number in range(6):
            taken.append(number)
            yield number

    results = RayExecutor(address, workers=1).map(double, source())
    next(results)
    assert len(taken) <= 3
    results.close()


@pytest.mark.parametrize("what", ["all", "wrong"])
def test_workers_ahead_begin_before_there_is_a_job(address, tmp_path, what):
    executor = RayExecutor(address, workers=1)
    with executor.ahead(jobs.warm, (tmp_path, what)):
        while not list(tmp_path.glob(f"{what}-*")):
            time.sleep(0.05)
        events = []
        executor.on_event = events.append
        assert list(executor.map(jobs.warmed, [1])) == [(1, [what])]
        assert list(executor.map(jobs.chatter, [2])) == [(2, 2)]
        assert len(events) == 200
    assert list(executor.map(double, [4])) == [(4, 8)], "joined anew"


def test_jobs_that_nobody_waits_for_any_more_end_workers_that_ran_ahead(address):
    executor = RayExecutor(address, workers=1)
    with executor.ahead(double, 0):
        results = executor.map(jobs.act, ["a", "hang"])
        assert next(results) == ("a", "a")
        results.close()
        import ray

        assert not ray.is_initialized()


def test_no_cluster_is_an_error_of_its_own(address):
    with pytest.raises(WorkerError) as caught:
        list(RayExecutor("127.0.0.1:1").map(double, [1]))
    assert caught.value.code == "no_ray"


def test_an_open_cluster_gets_no_personal_data(address, monkeypatch):
    monkeypatch.delenv("RAY_AUTH_MODE")
    with pytest.raises(WorkerError) as caught:
        list(RayExecutor(address).map(double, [1]))
    assert caught.value.code == "open_ray"


def another_node():
    """The number of a node that is neither the head nor the one of this process."""
    import ray

    here = ray.get_runtime_context().get_node_id()
    (name,) = (node["NodeName"] for node in ray.nodes() if node["NodeID"] == here)
    return 1 if name == "n2" else 2


def test_a_node_that_is_killed_midway_loses_no_job(tmp_path):
    given, killed, done = [], [], []

    def source():
        """Jobs until a node that took part is gone, and some more."""
        while len(given) < 200 and len(given) < 6 + (killed or [200])[0]:
            given.append(len(given))
            yield tmp_path, given[-1]

    with cluster() as nodes:
        for _ in range(3):
            nodes.start(cpus=1)
        for (_, number), result in RayExecutor(nodes.address).map(jobs.note_and_sleep, source()):
            done.append((number, result))
            if not killed and len({path.read_text() for path in tmp_path.iterdir()}) == 3:
                nodes.kill(another_node())
                killed.append(len(given))
    assert killed
    assert sorted(done) == [(number, number) for number in given]


def test_a_cluster_of_its_own_comes_and_goes(address):
    start = time.monotonic()
    assert list(RayExecutor(LOCAL, workers=1).map(double, [1])) == [(1, 2)]
    assert time.monotonic() - start < 120


_AHEAD = """
import time
from redactor.execute.cluster import LOCAL, RayExecutor
with (executor := RayExecutor(LOCAL, workers=1)).ahead(abs, -1):
    executor._started.result()
    print("there", flush=True)
    time.sleep(600)
"""


def test_a_cluster_of_its_own_that_ran_ahead_goes_when_the_batch_is_asked_to_end():
    folder = Path(tempfile.mkdtemp(prefix="t-", dir="/tmp"))  # its sockets' paths are short
    try:
        env = {**os.environ, "TMPDIR": str(folder)}
        with subprocess.Popen([sys.executable, "-c", _AHEAD], env=env, stdout=-1) as batch:
            assert batch.stdout.readline() == b"there\n"
            assert list(folder.glob("ray-*"))
            batch.terminate()
            assert batch.wait(60) == 128 + signal.SIGTERM
        assert list(folder.glob("ray-*")) == []
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_OVER_TLS = """
import sys
from redactor.execute.cluster import RayExecutor
from tests.contracts.executor import double
print(sorted(RayExecutor(sys.argv[1], workers=1).map(double, [1, 2])))
"""


def test_jobs_go_over_tls_and_nobody_comes_in_without_a_certificate(tmp_path):
    guard = certificates(tmp_path)
    with cluster(guard) as nodes:
        nodes.start(cpus=1)
        # A process of its own: Ray reads these settings once.
        command = [sys.executable, "-c", _OVER_TLS, nodes.address]
        env = {**os.environ, **nodes.settings}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.stdout == "[(1, 2), (2, 4)]\n", done.stderr
        context = ssl.create_default_context(cafile=guard["RAY_TLS_CA_CERT"])
        context.set_alpn_protocols(["h2"])
        assert not answers(nodes.address, context)
        context.load_cert_chain(guard["RAY_TLS_SERVER_CERT"], guard["RAY_TLS_SERVER_KEY"])
        assert answers(nodes.address, context)


def answers(address, context):
    """Whether the server says a word to whoever comes with this."""
    host, _, port = address.rpartition(":")
    try:
        with (
            socket.create_connection((host, int(port)), 10) as plain,
            context.wrap_socket(plain, server_hostname=host) as wire,
        ):
            wire.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
            return wire.recv(1) != b""
    except (ssl.SSLError, ConnectionError):
        return False


def certificates(folder):
    """Ray's settings for TLS: a certificate names all addresses of its node."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not installed")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.connect(("192.0.2.1", 9))  # sends nothing: which address would it be sent from?
        names = f"subjectAltName=IP:127.0.0.1,IP:{other.getsockname()[0]}"
    key = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-x509"]
    for who, more in (
        ("ca", ["-subj", "/CN=ca"]),
        ("node", ["-subj", "/CN=node", "-addext", names, "-CA", "ca.crt", "-CAkey", "ca.key"]),
    ):
        files = ["-keyout", f"{who}.key", "-out", f"{who}.crt"]
        command = [openssl, "req", *key, *files, *more]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return {
        "RAY_USE_TLS": "1",
        "RAY_TLS_SERVER_CERT": str(folder / "node.crt"),
        "RAY_TLS_SERVER_KEY": str(folder / "node.key"),
        "RAY_TLS_CA_CERT": str(folder / "ca.crt"),
    }
