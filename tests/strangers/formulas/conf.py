"""Settings of a stranger."""

project = 'Harbour sums'
author = 'A. Stranger'
extensions = ['myst_parser', 'publishing.pdf']
myst_enable_extensions = ['dollarmath', 'amsmath']
mathjax3_config = {'tex': {'macros': {'RR': r'\mathbb{R}', 'ton': [r'#1\,\mathrm{t}', 1]}}}
