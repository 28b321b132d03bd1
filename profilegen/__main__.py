"""`python -m profilegen` is the same as `profilegen`."""

from profilegen.cli.main import main

if __name__ == "__main__":  # a worker process imports this module again
    main()
