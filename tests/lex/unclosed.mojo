t"{unclosed
t"{t"{t"{t"{x}"}"}"
t"{a {b
t"{a}"
""" never closed
