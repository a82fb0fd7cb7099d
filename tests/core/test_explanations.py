"""Each kind of finding is explained to those who read it, in a table of their document.

After a change of the words: ``pytest tests/core/test_explanations.py --renew-tables``.
"""

import re

import pytest
from doc_tables import check_table
from places import REPOSITORY

from publishing.core.explanations import AUTHORS, TRANSLATORS, table
from publishing.core.findings import Code


def test_every_code_is_explained_and_once_to_each():
    assert {one.code for one in (*AUTHORS, *TRANSLATORS)} == set(Code)
    for explanations in (AUTHORS, TRANSLATORS):
        assert len({one.code for one in explanations}) == len(explanations)


@pytest.mark.parametrize('explanation', [*AUTHORS, *TRANSLATORS], ids=lambda one: one.code.value)
def test_an_explanation_is_a_row(explanation):
    for words in (explanation.cause, explanation.remedy):
        assert words and words == ' '.join(words.split()) and not words.endswith('.')
        assert not re.search(r'(?<!\\)\|', words), 'would end the cell'


@pytest.mark.parametrize(('name', 'explanations'), [('authors', AUTHORS), ('translators', TRANSLATORS)])
def test_the_table_is_in_the_document(request, name, explanations):
    check_table(REPOSITORY / 'docs' / f'{name}.md', 'messages', table(explanations), request)
