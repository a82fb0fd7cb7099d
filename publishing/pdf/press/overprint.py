"""Let black text print over its ground instead of cutting a hole into the other plates.

Where text in full black knocks out a coloured ground, a plate that lies a tenth of a millimetre off leaves white edges
round every letter. Print shops therefore ask for black text that overprints (drukarnia-suchecki.pl, grafkarton.pl;
GWG2012_CMYK, after PDF/X-4). ISO 15930-7 leaves overprint to the file and bars OPM 1 only with an ICCBased CMYK space;
here all is DeviceCMYK, where OPM 1 lets the inks that are 0 leave the ground alone (ISO 32000-1, 8.6.7).

Only text in 0 0 0 1 overprints: a tint of black over a colour would change it, white would vanish, and lines and areas
lie beside their ground. Text that something shines through, and masks, stay as they are.
"""

from dataclasses import dataclass, replace

from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator

OVER, OUT = Name('/HandbookOver'), Name('/HandbookOut')
STATES = {
    OVER: {'OP': True, 'op': True, 'OPM': 1},
    OUT: {'OP': False, 'op': False, 'OPM': 0},
}
BLACK = (0, 0, 0, 1)
TEXT = {'Tj', 'TJ', "'", '"'}
PAINT = TEXT | {'f', 'F', 'f*', 'B', 'B*', 'b', 'b*', 'S', 's', 'sh', 'Do', 'INLINE IMAGE'}
FILL = {'k', 'g', 'rg', 'cs', 'sc', 'scn'}


@dataclass(frozen=True)
class _State:
    is_black: bool = False
    is_filled: bool = True
    is_solid: bool = True
    over: bool = False


def overprint_text(instructions: list, resources: Dictionary) -> list:
    """Return the instructions of a stream in inks, with black text set to overprint and nothing else.

    :param resources: of the stream; get the two graphics states that switch, where they are needed.
    """
    done, state, stack = [], _State(), []
    for instruction in instructions:
        operands, operator = instruction[0], str(instruction[1])
        if operator == 'q':
            stack.append(state)
        elif operator == 'Q' and stack:
            state = stack.pop()
        elif operator in FILL:
            state = replace(state, is_black=operator == 'k' and tuple(map(float, operands)) == BLACK)
        elif operator == 'Tr':
            state = replace(state, is_filled=int(operands[0]) == 0)
        elif operator == 'gs':
            state = _chosen(state, resources['/ExtGState'][operands[0]])
        elif operator in PAINT:
            wanted = operator in TEXT and state.is_black and state.is_filled and state.is_solid
            if wanted != state.over:
                state = replace(state, over=wanted)
                done.append(ContentStreamInstruction([OVER if wanted else OUT], Operator('gs')))
        done.append(instruction)
    if len(done) > len(instructions):
        known = resources.get('/ExtGState', Dictionary())
        for name, values in STATES.items():
            known[name] = Dictionary(Type=Name.ExtGState, **values)
        resources['/ExtGState'] = known
    return done


def _chosen(state: _State, values: Dictionary) -> _State:
    """Return the state after a dictionary of a file that knows no overprint was chosen."""
    if '/ca' in values:
        state = replace(state, is_solid=float(values['/ca']) == 1)
    if '/SMask' in values:
        state = replace(state, is_solid=values['/SMask'] == Name('/None'))
    return state
