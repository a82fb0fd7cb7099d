"""A Weblate of one's own, from an empty database to a web server, and what the tests ask of it."""

import json
import os
import subprocess
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import servers
from environment import HERE, postgresql_programs, weblate_program

TOKEN = 'wlu_for_tests_on_this_machine_only'
#: The first administrator, and a token for the REST API.
ADMINISTRATOR = f"""
from weblate.auth.models import User
from rest_framework.authtoken.models import Token
user = User.objects.create_superuser('admin', 'admin@example.org', 'no password')
Token.objects.filter(user=user).delete()
Token.objects.create(user=user, key={TOKEN!r})
"""


@dataclass(frozen=True)
class Weblate:
    """A running Weblate: its environment, the address of its web server, and where Git finds the repositories."""

    environment: dict[str, str]
    address: str
    repositories: str

    def command(self, *arguments: object, **options) -> str:
        """Run the command ``weblate`` with ``arguments``; return what it prints."""
        return command(self.environment, *arguments, **options)

    def shell(self, code: str) -> str:
        """Run Python ``code`` within Weblate; return what it prints."""
        return self.command('shell', '-v', '0', '-c', code)

    def get(self, path: str) -> dict:
        """Return what the API answers for ``path``, such as ``projects/handbook/``."""
        return self._ask(urllib.request.Request(self._address(path)))

    def every(self, path: str) -> list[dict]:
        """Return all results that the API gives for ``path``, page after page."""
        found, following = [], self._address(path)
        while following:
            answer = self._ask(urllib.request.Request(following))
            found, following = found + answer['results'], answer['next']
        return found

    def send(self, path: str, content: dict, method: str = 'POST') -> dict:
        """Send ``content`` to ``path``; return the answer."""
        data = json.dumps(content).encode()
        headers = {'Content-Type': 'application/json'}
        return self._ask(urllib.request.Request(self._address(path), data, headers, method=method))

    def upload(self, path: str, file: Path, **fields: str) -> dict:
        """Send ``file`` with ``fields`` to ``path``, as a form does; return the answer."""
        mark = uuid.uuid4().hex
        parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}' for name in fields]
        parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n\r\n')
        data = '\r\n'.join(parts).encode() + file.read_bytes() + f'\r\n--{mark}--\r\n'.encode()
        headers = {'Content-Type': f'multipart/form-data; boundary={mark}'}
        return self._ask(urllib.request.Request(self._address(path), data, headers))

    def _address(self, path: str) -> str:
        return f'{self.address}/api/{path}'

    @staticmethod
    def _ask(request: urllib.request.Request) -> dict:
        request.add_header('Authorization', f'Token {TOKEN}')
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise AssertionError(f'{request.full_url}: {error.code} {error.read().decode()[:2000]}') from error


def command(environment: dict[str, str], *arguments: object, **options) -> str:
    """Run the command ``weblate``; return what it prints, or fail with what it says."""
    words = [str(weblate_program()), *(str(one) for one in arguments)]
    done = subprocess.run(words, env=environment, capture_output=True, text=True, **options)
    if done.returncode:
        raise AssertionError(
            f'{" ".join(words[:3])} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-3000:]}'
        )
    return done.stdout


@contextmanager
def weblate(folder: Path, repositories: Path) -> Iterator[Weblate]:
    """Run all servers below ``folder`` until the block ends; give the Weblate.

    :param repositories: folder of the bare repositories that Git serves.
    """
    with ExitStack() as stack:
        port = servers.free_port()
        environment = {
            'PATH': os.environ['PATH'],
            'HOME': str(folder),
            'LANG': 'C.UTF-8',
            'PYTHONPATH': str(HERE),
            'DJANGO_SETTINGS_MODULE': 'weblate_settings',
            'WEBLATE_DATA': str(folder / 'data'),
            'WEBLATE_PORT': str(port),
            'POSTGRESQL_PORT': str(
                stack.enter_context(servers.postgresql(folder / 'postgresql', postgresql_programs()))
            ),
            'REDIS_PORT': str(stack.enter_context(servers.redis(folder))),
        }
        command(environment, 'migrate', '-v', '0')
        command(environment, 'shell', '-v', '0', '-c', ADMINISTRATOR)
        server = [weblate_program(), 'runserver', '--noreload', f'127.0.0.1:{port}']
        stack.enter_context(servers.running(server, port, folder / 'weblate.log', env=environment))
        daemon = stack.enter_context(servers.git_daemon(repositories))
        yield Weblate(environment, f'http://127.0.0.1:{port}', f'git://127.0.0.1:{daemon}')
