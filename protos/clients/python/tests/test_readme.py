"""The README's programs compile, and what they import exists."""

import pathlib
import re
import unittest

README = pathlib.Path(__file__).parents[1] / "README.md"


class Readme(unittest.TestCase):
    def test_programs_compile_and_their_imports_exist(self) -> None:
        programs = re.findall("```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
        self.assertGreater(len(programs), 2)
        for program in programs:
            compile(program, "README.md", "exec")
            exec("\n".join(line for line in program.splitlines() if line.startswith("from ")), {})
