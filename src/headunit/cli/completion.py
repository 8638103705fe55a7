"""``headunit completion``: the script that makes a shell complete commands, options, rules and families."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["completion_command"]


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_command(shell: str) -> int:
    """Print the completion script for SHELL.

    \b
      bash:  eval "$(headunit completion bash)"      in ~/.bashrc
      zsh:   eval "$(headunit completion zsh)"       in ~/.zshrc
      fish:  headunit completion fish > ~/.config/fish/completions/headunit.fish
    """
    from headunit.cli.main import cli  # noqa: PLC0415 - main imports this module when it is asked for

    complete = get_completion_class(shell)
    if complete is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(complete(cli, {}, "headunit", "_HEADUNIT_COMPLETE").source())
    return 0
