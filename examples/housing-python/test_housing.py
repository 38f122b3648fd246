"""The signature, by the hub's test vector: python3 -m unittest"""

import json
import os
import unittest
from pathlib import Path

os.environ["HOUSING_DATABASE"] = ":memory:"

from housing import Verifier  # noqa: E402

VECTOR = json.loads((Path(__file__).parents[2] / "schemas" / "request-signature.json").read_text(encoding="utf-8"))


class Signature(unittest.TestCase):
    def test_vector(self):
        for case in VECTOR["cases"]:
            with self.subTest(case["name"]):
                verifier = Verifier(VECTOR["subgraph"], [key.encode() for key in VECTOR["keys"]])
                request = (case["headers"], case["body"].encode(), case["now"])
                if case["replayed"]:
                    self.assertTrue(verifier.is_signed(*request))
                self.assertEqual(verifier.is_signed(*request), case["accepted"])
