"""The storms as a picture: requests in each second, a line for each storm, and when what went wrong."""

from math import log10

WIDTH, HEIGHT, LEFT, TOP = 890, 300, 84, 66
RIGHT, BOTTOM = LEFT + WIDTH, TOP + HEIGHT
# The logarithm has no 0: a second without a request lies on the axis, where one tenth would.
LEAST, MOST = 0.1, 10_000
# Of the colours that those can tell apart too who see few (Okabe and Ito), and how thick the line is.
PENS = [("#d55e00", 1.6), ("#0072b2", 3)]

HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 432" font-family="Helvetica, Arial, sans-serif" \
font-size="15" fill="#222">
<title>Requests per second over time, in two storms</title>
<rect width="1000" height="432" fill="#fff"/>
"""


def y(rate):
    return round(BOTTOM - HEIGHT * log10(max(rate, LEAST) / LEAST) / log10(MOST / LEAST), 1)


def picture(storms, marks):
    """`storms` are pairs of a name and the requests in each second, the last one on top; `marks` are what went wrong:
    name, begin and end in seconds."""
    # Up to full tens.
    end = -(-max(len(rates) for _, rates in storms) // 10) * 10

    def x(second):
        return round(LEFT + WIDTH * second / end, 1)

    lines = []
    for name, begins, ends in marks:
        width = round(x(ends) - x(begins), 1)
        lines.append(f'<rect x="{x(begins)}" y="{TOP}" width="{width}" height="{HEIGHT}" fill="#e8e8e8"/>')
        middle = round(x(begins) + width / 2, 1)
        lines.append(f'<text x="{middle}" y="{TOP - 8}" text-anchor="middle" fill="#666">{name}</text>')
    for rate in (0, 1, 10, 100, 1000, MOST):
        lines.append(f'<path d="M{LEFT} {y(rate)}H{RIGHT}" stroke="#ccc"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{y(rate) + 5}" text-anchor="end">{rate:,}</text>')
    for second in range(0, end + 1, 10):
        lines.append(f'<path d="M{x(second)} {BOTTOM}v6" stroke="#222"/>')
        lines.append(f'<text x="{x(second)}" y="{BOTTOM + 22}" text-anchor="middle">{second}</text>')
    for at, ((name, rates), (colour, width)) in enumerate(zip(storms, PENS)):
        left = LEFT + 300 * (len(storms) - 1 - at)
        lines.append(f'<path d="M{left} 26h34" stroke="{colour}" stroke-width="{width + 1}"/>')
        lines.append(f'<text x="{left + 42}" y="31">{name}</text>')
        points = " ".join(f"{x(second + 0.5)},{y(rate)}" for second, rate in enumerate(rates))
        pen = f'fill="none" stroke-linejoin="round" stroke="{colour}" stroke-width="{width}"'
        lines.append(f'<polyline {pen} points="{points}"/>')
    middle = LEFT + WIDTH / 2
    lines.append(f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="#222"/>')
    lines.append(f'<text x="{middle}" y="{BOTTOM + 48}" text-anchor="middle">seconds</text>')
    turned = f'transform="translate(20 {TOP + HEIGHT / 2}) rotate(-90)"'
    lines.append(f'<text {turned} text-anchor="middle">requests per second</text>')
    return HEAD + "\n".join(lines) + "\n</svg>\n"
