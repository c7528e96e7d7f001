// Conventions, origins, struct bodies, constant data, source ranges.
#ifndef FORNAX_IR_ATTRIBUTES
#define FORNAX_IR_ATTRIBUTES

include "ir/Dialect.td"

def Fx_CallConv : I32EnumAttr<"CallConv", "how a function is called", [
  I32EnumAttrCase<"Fx", 0, "fx">, I32EnumAttrCase<"C", 1, "c">, I32EnumAttrCase<"Kernel", 2, "kernel">]> {
  let cppNamespace = "::fornax::fx";
}
def Fx_InlineKind : I32EnumAttr<"InlineKind", "when a function is inlined", [
  I32EnumAttrCase<"Auto", 0, "auto">, I32EnumAttrCase<"Always", 1, "always">, I32EnumAttrCase<"Never", 2, "never">,
  I32EnumAttrCase<"NoDebug", 3, "nodebug">]> {
  let cppNamespace = "::fornax::fx";
}

class Fx_Attr<string name, string attrMnemonic> : AttrDef<Fx_Dialect, name> {
  let mnemonic = attrMnemonic;
}

def Fx_ConvsAttr : Fx_Attr<"Convs", "convs"> {
  let summary = "the argument conventions of a function or call, in order";
  let description = [{
    `#fx.convs<imm, mut, ref, var, deinit, out, error>`; `ref mut` may be written through; `imm by_address` passes an argument that fits registers by its address, because the
    signature names its origin.
  }];
  let parameters = (ins ArrayRefParameter<"ArgConv">:$args);
  let hasCustomAssemblyFormat = 1;
  let builders = [AttrBuilder<(ins "::llvm::ArrayRef<Conv>":$convs), [{
    ::llvm::SmallVector<ArgConv> args(convs.begin(), convs.end());
    return $_get($_ctxt, args);
  }]>];
  let extraClassDeclaration = [{
    size_t size() const { return getArgs().size(); }
    ArgConv operator[](size_t index) const { return getArgs()[index]; }
    /// The index of the only argument with this convention, or nothing.
    std::optional<unsigned> find(Conv conv) const;
  }];
}

def Fx_OriginAttr : Fx_Attr<"Origin", "origin"> {
  let summary = "one origin: a place of this function, a named parameter, or anything";
  let description = [{
    `#fx.origin<mut 3{"first"}["element"]>`: mutable, place 3, its field `first`, what lies behind the interior tag `element`;
    `{*}` is everything reachable by fields. `param "o"` is a parameter of the function, `any` may be anything.
  }];
  let parameters = (ins "OriginKind":$kind, "bool":$isMut, "unsigned":$place, "::mlir::StringAttr":$param, ArrayRefParameter<"OriginStep">:$steps);
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    static OriginAttr place(::mlir::MLIRContext *context, bool isMut, unsigned place, ::llvm::ArrayRef<OriginStep> steps = {});
    static OriginAttr param(::mlir::MLIRContext *context, bool isMut, ::llvm::StringRef name, ::llvm::ArrayRef<OriginStep> steps = {});
    static OriginAttr any(::mlir::MLIRContext *context, bool isMut);
    bool hasInterior() const;
  }];
}

def Fx_OriginsAttr : Fx_Attr<"Origins", "origins"> {
  let summary = "what a value may refer to";
  let description = "A union of origins. Static and untracked origins are absent: no attribute means that nothing is referred to.";
  let parameters = (ins ArrayRefParameter<"::fornax::fx::OriginAttr">:$terms);
  let hasCustomAssemblyFormat = 1;
}

def Fx_BodyAttr : Fx_Attr<"Body", "body"> {
  let summary = "fields, layout and lifecycle of a struct";
  let description = [{
    `#fx.body<size 32 align 8 fields [("a", i64, 0)] copy @c move @m destroy @d flags [rp] abandon "close it">`. A missing lifecycle
    symbol means that the operation does not exist or, with its trivial flag, is a copy of bytes or nothing.
  }];
  let parameters = (ins "uint64_t":$size, "uint64_t":$align, ArrayRefParameter<"FieldInfo">:$fields, "::mlir::FlatSymbolRefAttr":$copy,
                        "::mlir::FlatSymbolRefAttr":$move, "::mlir::FlatSymbolRefAttr":$destroy, "unsigned":$flags,
                        "::mlir::StringAttr":$abandonMessage);
  let hasCustomAssemblyFormat = 1;
  let extraClassDeclaration = [{
    bool has(BodyFlag flag) const { return getFlags() & unsigned(flag); }
  }];
}

def Fx_BytesAttr : Fx_Attr<"Bytes", "bytes"> {
  let summary = "constant data with addresses to fill in";
  let description = "`#fx.bytes<\"hi\\00\">`, `#fx.bytes<\"\\00\\00\\00\\00\\00\\00\\00\\00\" relocs [(0, @lit, 4)]>`.";
  let parameters = (ins "::mlir::StringAttr":$data, ArrayRefParameter<"Relocation">:$relocs);
  let hasCustomAssemblyFormat = 1;
  let builders = [AttrBuilder<(ins "::llvm::StringRef":$data, CArg<"::llvm::ArrayRef<Relocation>", "{}">:$relocs), [{
    return $_get($_ctxt, ::mlir::StringAttr::get($_ctxt, data), relocs);
  }]>];
}

def Fx_PosAttr : Fx_Attr<"Pos", "pos"> {
  let summary = "a range of bytes in a source file";
  let description = "`#fx.pos<0 : 10 : 14>`: file 0, bytes 10 to 14. The metadata of fused locations; see ir/Locations.h.";
  let parameters = (ins "unsigned":$file, "unsigned":$begin, "unsigned":$end);
  let assemblyFormat = "`<` $file `:` $begin `:` $end `>`";
}

#endif
