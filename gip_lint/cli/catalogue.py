"""The commands by name: all that is needed of them before one is asked for."""

from __future__ import annotations

from collections.abc import Mapping

COMMANDS: Mapping[str, tuple[str, str]] = {
    "check": ("检查报告", "find what is wrong in reports"),
    "extract": ("提取报告中的数据", "give the figures of reports as data"),
    "parse": ("显示语法树", "show the tree that the grammar built"),
    "config": ("显示生效的配置及来源", "show what is configured, and where each value comes from"),
    "rules": ("列出全部规则", "list every rule"),
    "explain": ("说明一条规则", "explain one rule in full"),
    "cache": ("检查结果缓存", "the results that are kept between runs"),
    "init": ("生成配置文件", "write a configuration to begin with"),
    "completion": ("生成命令补全脚本", "write the completion script of a shell"),
    "law": ("查询法规登记", "look a law or notice up in the register"),
    "plugins": ("列出插件", "list the plugins and what they bring"),
    "new-plugin": ("新建插件", "write the files of a new plugin"),
    "new-rule": ("新建规则", "write the file of one new rule"),
}
"""What each command does, in Chinese and English, in the order in which help lists them."""
