"""What holds for all tests: no network, whatever library would like to, and no chance."""

import os

from hypothesis import settings

os.environ["HF_HUB_OFFLINE"] = "1"  # read when huggingface_hub is imported

# a test that fails must fail again for whoever looks into it; a slow machine is no failure
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.load_profile("repeatable")
