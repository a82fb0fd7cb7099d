"""Messages in reStructuredText: what is lost is found by the rules of docutils; what is right there is no fault."""

import pytest

from publishing.core.findings import Code
from publishing.translation.checks.examine import differences
from publishing.translation.checks.lost_markup import RESTRUCTURED
from publishing.translation.checks.restructured import parse
from publishing.translation.messages.words import PIECE, seen


def test_words_are_what_a_reader_sees():
    text = 'A *b* **c** with ``d e`` of :func:`~os.path` in `port <https://a.org>`_ [1]_, |x| and :ref:`here <y>`.'
    assert parse(text).text == f'A b c with {PIECE} of {PIECE} in port {PIECE}, {PIECE} and here.'
    assert seen(parse(text).text) == 'A b c with d e of path in port , x and here.'


@pytest.mark.parametrize(
    ('original', 'translation'),
    [
        ('Run ``make`` *now*.', 'Ejecute *ahora* ``make``.'),
        ('See :ref:`the port <port>`.', 'Véase :ref:`el puerto <port>`.'),
        ('A :term:`port` is here.', 'Aquí hay un :term:`puerto`.'),
        ('See `The Port`_.', 'Véase `El puerto`_.'),
        ('A `port <https://a.org>`_.', 'Un `puerto <https://a.org>`_.'),
        ('In :file:`/home/{name}`', 'En :file:`/home/{nombre}`'),
        ('Use :func:`~os.path` and :class:`.Port`.', 'Use :func:`os.path` y :class:`Port`.'),
        (r'A \*sign', r'Un \*signo'),
        ('It is {so} and [this](that).', 'Es {así} y [esto](eso).'),
        ('See [1]_ and |version|.', 'Véase [1]_ y |version|.'),
        ('An example::', 'Un ejemplo::'),
    ],
)
def test_right(original, translation):
    assert differences(original, translation, 'es', RESTRUCTURED) == []


@pytest.mark.parametrize(
    ('original', 'translation', 'code', 'named'),
    [
        ('Run ``make`` now.', 'Ejecute ``hacer`` ahora.', Code.CODE, 'the code `make` is not in'),
        ('See :ref:`port`.', 'Véase :ref:`puerto`.', Code.ROLE, ':ref:`port` became :ref:`puerto`'),
        ('A :term:`port`.', 'Un puerto.', Code.ROLE, ':term:`port` is not in'),
        ('See `The Port`_.', 'Véase el puerto.', Code.LINK, 'the link to `The Port`_ is not in'),
        ('A `port <https://a.org>`_.', 'Un `puerto <https://b.org>`_.', Code.LINK, 'only the words before < >'),
        ('See [1]_.', 'Véase [2]_.', Code.LINK, 'the footnote mark [1]_ became [2]_'),
        ('In |version| now', 'En |versión| ahora', Code.CODE, 'the placeholder |version| became |versión|'),
        ('Run ``make`` now.', 'Ejecute``make`` ahora.', Code.MARKUP, 'a blank or a mark of punctuation outside'),
        ('A **bold** word', 'Una palabra **fuerte', Code.MARKUP, 'the signs ** would be printed'),
        ('See :ref:`port`.', 'Véase: ref:`port`.', Code.ROLE, ':ref:`port` is not in'),
        ('One. Two.', 'Uno.\n\nDos.', Code.MARKUP, 'more than one paragraph'),
        ('In 12 ports', 'En 21 puertos', Code.NUMBER, 'the number 12'),
    ],
)
def test_wrong(original, translation, code, named):
    found = differences(original, translation, 'es', RESTRUCTURED)
    assert any(one.code is code and named in one.text for one in found), found
