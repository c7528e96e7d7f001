def cases(x: Int, y: String):
    match x:
        case 1: pass
        case -2 | 3 + 4: pass
        case _ if y == "a": pass
        case other: pass
    match x, y:
    case 1, "a": pass
    case (2, var b) as pair: pass
    case ref c, (_ as d):
        print(c)
    comptime match shape:
        case .Empty: pass
        case .Circle(r): pass
        case Shape.Square(.Small(_)) | .Square(None): pass
        case Optional[Int].Some(var v) if v > 3: pass
        case Point(x=0, y=ref yy): pass
        case Point(): pass
        case {1, 2}: pass
        case "text" as s: pass
        case Self.Value: pass
        case (): pass
        case (one,): pass
        case `quoted`: pass
    __match x:
        case True: pass
    __match = 3
