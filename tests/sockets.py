"""Tests talk to this machine only: a connection to anywhere else is refused, with its address said."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any


class OutsideConnection(RuntimeError):
    """A test tried to reach another machine."""


def is_here(family: int, address: Any) -> bool:
    """Whether a socket's address is a local socket, or the loopback by number or by name."""
    if family not in (socket.AF_INET, socket.AF_INET6):
        return True
    host = address[0]
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def refuse_outside_connections() -> None:
    """From now on in this process `connect` reaches the loopback and local sockets alone."""
    for verb in ("connect", "connect_ex", "sendto"):
        setattr(socket.socket, verb, guarded(verb))


def guarded(verb: str) -> Any:
    plain = getattr(socket.socket, verb)

    def only_here(self: socket.socket, *arguments: Any) -> Any:
        # `sendto` has the address last.
        if not is_here(self.family, arguments[-1]):
            raise OutsideConnection(
                f"A test tried to reach {arguments[-1]}. Tests use this machine only: give it a server here."
            )
        return plain(self, *arguments)

    return only_here
