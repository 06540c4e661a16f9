"""A web server on this machine, and how to fetch from it without waiting."""

import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

RSS = b"""<rss version="2.0"><channel><title>Port News</title><link>https://port.example</link>
<item><title>Ferry turns back in storm</title><link>https://port.example/a</link></item>
<item><title>Quay opens after repairs</title><link>https://port.example/b</link></item>
</channel></rss>"""


@dataclass
class Page:
    """What the server answers at one path."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: bool = True
    write: object = None
    """Writes the body by itself, if given: a function of the stream."""


@dataclass
class Web:
    """The pages of a server, and what it was asked."""

    pages: dict[str, Page]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def at(self, path):
        return f"http://127.0.0.1:{self.port}{path}"

    @property
    def paths(self):
        """What was asked for, but for rules for robots."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def answering(raw):
    """A server that sends these bytes whatever it is asked; gives its port."""

    def answer(connection):
        with connection:
            try:
                connection.recv(65_536)
                for piece in raw if not isinstance(raw, bytes) else [raw]:
                    connection.sendall(piece)
            except OSError:  # the other side had enough
                pass

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=[connection], daemon=True).start()

    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


@contextmanager
def serving(pages, wrap=lambda socket: socket):
    web = Web({path: one if isinstance(one, Page) else Page(one) for path, one in pages.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            web.asked.append((self.path, {key.lower(): one for key, one in self.headers.items()}))
            page = web.pages.get(self.path, Page(status=404))
            etag = page.headers.get("ETag")
            is_known = etag and self.headers.get("If-None-Match") == etag
            self.send_response(304 if is_known else page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            if page.length and page.write is None and not is_known:
                self.send_header("Content-Length", str(len(page.content)))
            self.end_headers()
            try:
                if page.write is not None:
                    page.write(self.wfile)
                elif not is_known:
                    self.wfile.write(page.content)
            except OSError:  # the other side had enough
                pass

        def log_message(self, *arguments):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request, address):
            pass

    server = Server(("127.0.0.1", 0), Handler)
    server.socket = wrap(server.socket)
    web.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
