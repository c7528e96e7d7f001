"a" 'b' """c
d""" r"\" rT'{x}' tr"{"}"}"
t"{a}{b + t"{c}"}{{x}}}" t"{
  d}"
"\x41\
" "\u12" t"{}" t"{a:b}" t"{lambda: 3}" "é"
rr"x" f"y"
t"{unclosed
"unclosed
"last line"
t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{x}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"
t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{t"{x}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"}"
"last"
