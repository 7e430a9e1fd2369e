"""Prints the local hour before and after this system's zone becomes another; runs where mounts are its own."""

import subprocess
import sys

from thesis_tui.cli.main import local_now

sys.stdout.write(f"{local_now().utcoffset()}\n")
subprocess.run(["mount", "--bind", sys.argv[1], "/etc/localtime"], check=True)
sys.stdout.write(f"{local_now().utcoffset()}\n")
