"""Builds the shared library with cargo and puts it into the wheel, beside the modules."""

import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SharedLibrary(BuildHookInterface[Any]):
    """For wheels only: an sdist could not build the library, whose sources are outside of it.

    What is built for: this machine, or what CARGO_BUILD_TARGET and _PYTHON_HOST_PLATFORM say, as everywhere.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            self.app.abort("kube-status: no sdist, the library is built from the whole checkout; build the wheel")
        checkout = Path(self.root).parents[1]
        subprocess.run(["make", "--no-print-directory", "shared"], cwd=checkout, check=True)
        target = os.environ.get("CARGO_TARGET_DIR", "target"), os.environ.get("CARGO_BUILD_TARGET", "")
        library = checkout.joinpath(*target, "release", "libkube_status.so")
        build_data["force_include"][str(library)] = "kube_status/libkube_status.so"
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data.update(pure_python=False, tag=f"py3-none-{platform}")
