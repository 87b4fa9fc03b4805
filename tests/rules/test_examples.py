"""The examples of every rule are its tests: nothing is found in a good one, and in a bad one what it says."""

from gip_lint.testing import Examples

rules = Examples("builtin")


def test_the_pytest_plugin_that_collects_them_is_loaded(pytestconfig):
    assert pytestconfig.pluginmanager.hasplugin("gip-lint")
