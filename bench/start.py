#!/usr/bin/env python3
"""What a cold start waits for, and what an idle extension weighs.

Starts an extension again and again against a Runtime API of one thread, and tells the median and the lowest time from
exec to its first request for an event, and its resident memory a second later. Nothing else happens in this process
meanwhile, so that its own part in the time stays small; the sandbox, which does far more, adds ten milliseconds.

Usage: start.py EXECUTABLE [STARTS]      (40 starts, the memory read at five of them)
"""
import os
import socket
import statistics
import sys
import time

WARM_UP = 2
MEMORY_READINGS = 5
ANSWERS = {
    b"/extension/register": (
        b'{"functionName":"orders","functionVersion":"1","handler":"h"}',
        b"Lambda-Extension-Identifier: 5f7e6cd2\r\n",
    ),
    b"/telemetry": (b'"OK"', b""),
}


def read_request(connection):
    """The head of the next request; its body is read and forgotten."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            sys.exit("The extension closed the connection: its output tells why")
        data += part
    head, body = data.split(b"\r\n\r\n", 1)
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line[15:])
    while len(body) < length:
        body += connection.recv(65536)
    return head


def serve_until_next(connection):
    while True:
        head = read_request(connection)
        if b"/event/next" in head:
            return
        for path, (body, header) in ANSWERS.items():
            if path in head:
                connection.sendall(
                    b"HTTP/1.1 200 OK\r\n%bContent-Length: %d\r\n\r\n%b" % (header, len(body), body)
                )


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        fields = dict(line.split(":", 1) for line in status)
    return [int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon")]


def start(executable, read_memory):
    """Milliseconds from exec to /next, and the memory a second later where it is asked for."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(10)
    address = "127.0.0.1:%d" % server.getsockname()[1]
    environment = {
        "AWS_LAMBDA_RUNTIME_API": address,
        "AWS_LAMBDA_FUNCTION_NAME": "orders",
        "AWS_REGION": "eu-west-1",
        "O2_ORGANIZATION_ID": "default",
        "O2_AUTHORIZATION_HEADER": "Basic bm9ib2R5",
        "O2_ENDPOINT": "http://127.0.0.1:9",
    }
    quiet = os.open(os.devnull, os.O_WRONLY)
    begun = time.perf_counter()
    pid = os.posix_spawn(
        executable, [executable], environment, file_actions=[(os.POSIX_SPAWN_DUP2, quiet, 1)]
    )
    try:
        connection, _ = server.accept()
        connection.settimeout(10)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        serve_until_next(connection)
        millis = (time.perf_counter() - begun) * 1000
        if not read_memory:
            return millis, None
        time.sleep(1)
        return millis, memory(pid)
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(quiet)
        server.close()


def show(what, values):
    print(f"{what:<26} median {statistics.median(values):6.2f}   lowest {min(values):6.2f}   highest {max(values):6.2f}")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    starts = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    results = [start(sys.argv[1], i < MEMORY_READINGS) for i in range(WARM_UP + starts)]
    show("exec to first /next, ms", [millis for millis, _ in results[WARM_UP:]])
    show("resident memory, MiB", [both[0] for _, both in results if both])
    show("of it anonymous, MiB", [both[1] for _, both in results if both])


if __name__ == "__main__":
    main()
