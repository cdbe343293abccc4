"""The command line: arguments and output, over the verbs."""

import sys
from collections.abc import Sequence

from regelverk.cli.arguments import parser
from regelverk.cli.output import broken_pipe, complain
from regelverk.errors import RegelverkError

FAILED = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code: 0, or 2 when something could not be done.

    What can be done is done, and written to standard output or to files; what cannot is said on
    standard error.
    """
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except RegelverkError as error:
        complain(error.text(options.language))
        return FAILED
    except BrokenPipeError:
        broken_pipe()
        return 0
    except KeyboardInterrupt:
        complain("Avbrote." if options.language == "nn" else "Avbrutt.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
