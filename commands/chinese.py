"""Chinese words for click: usage, headings, the help option, and what was wrong with a call."""

from typing import Any, Final

import click

_HEADINGS: Final = {"Options": "选项", "Commands": "命令", "Arguments": "参数"}


class ChineseFormatter(click.HelpFormatter):
    """Lays out help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        """Write one heading."""
        super().write_heading(_HEADINGS.get(heading, heading))


class ChineseContext(click.Context):
    """A context that formats help in Chinese."""

    formatter_class = ChineseFormatter


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    context_class = ChineseContext

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[选项]")
        super().__init__(*args, **settings)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with Chinese words."""
        return _chinese(super().get_help_option(ctx))


class ChineseGroup(click.Group):
    """A group of such commands."""

    context_class = ChineseContext
    command_class = ChineseCommand

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("options_metavar", "[选项]")
        settings.setdefault("subcommand_metavar", "命令 [参数]...")
        super().__init__(*args, **settings)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option with Chinese words."""
        return _chinese(super().get_help_option(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command a call names; one that does not exist is told in Chinese."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            raise click.UsageError(f"没有“{name}”这个命令，可用：{'、'.join(self.list_commands(ctx))}", ctx)
        return super().resolve_command(ctx, args)


ChineseGroup.group_class = ChineseGroup


def usage_problem(error: click.UsageError) -> str:
    """Say in Chinese what is wrong with a call."""
    if isinstance(error, click.NoSuchOption):
        return f"没有选项“{error.option_name}”。"
    if isinstance(error, click.BadParameter) and error.param and error.ctx:
        wrong = "缺少参数" if isinstance(error, click.MissingParameter) else "参数的值无效："
        return f"{wrong} {error.param.make_metavar(error.ctx)}{_choices(error.param)}。"
    return f"{error.message}。" if not error.message.isascii() else "命令用法有误：多余或缺少参数。"


def _choices(parameter: click.Parameter) -> str:
    if isinstance(parameter.type, click.Choice):
        return f"，可用：{'、'.join(map(str, parameter.type.choices))}"
    return ""


def _chinese(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示本帮助"
    return option
