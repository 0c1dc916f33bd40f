"""Licences that content is commonly under, by their SPDX identifiers."""
from __future__ import annotations

import re

LICENCES = (
    "CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "CC-BY-3.0", "CC-BY-SA-3.0", "ODbL-1.0", "ODC-By-1.0",
    "GFDL-1.3-or-later", "OGL-UK-3.0", "MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "GPL-3.0-only", "GPL-3.0-or-later", "MPL-2.0", "Unlicense",
)
_OWN = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")


def is_licence(name: str) -> bool:
    """Whether it is one of these, or one of the author's own as SPDX writes it (LicenseRef-NAME)."""
    return name in LICENCES or _OWN.fullmatch(name) is not None
