"""Ports: whether one is free, and how a program on this machine finds who listens there."""

import socket

from api.commands.failures import CommandFailed


def address(host: str, port: int) -> str:
    """Return the address at which a program on this machine finds the service."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104  # compared, not bound
    return f"http://[{here}]:{port}" if ":" in here else f"http://{here}:{port}"


def check_port(host: str, port: int, variable: str) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise CommandFailed(f"Port {port} may not be used; set {variable}.") from error
        except socket.gaierror as error:
            raise CommandFailed(f"RETTIDIG_HOST: {host} is no address of this machine.") from error
        except OSError as error:
            raise CommandFailed(
                f"Port {port} is taken. Stop the program that uses it or set {variable}."
            ) from error
