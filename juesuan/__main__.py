"""`python -m juesuan` is the `juesuan` command."""

from juesuan.cli import app

app(prog_name="juesuan")
