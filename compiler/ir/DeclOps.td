// Declarations: functions, struct bodies, constant data, kernels.

def Fx_FuncOp : Fx_Op<"func", [IsolatedFromAbove, Symbol, DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmBlockArgumentNames"]>]> {
  let summary = "one concrete function";
  let description = [{
    Argument conventions stand before the arguments. A memory-class result is the `out` argument; a raising function has `raises` with its
    error type and, unless that type is empty, an `error` argument. Arguments of `!fx.ref` type are the first places, in order: place 0, 1, …
    The entry's arguments are the only block arguments.

    ```mlir
    fx.func @pick(imm %xs: !fx.ref<!fx.struct<"List">> "xs", imm %i: i64 "i" holds <0>, out %r: !fx.ref<!fx.struct<"String">>)
        raises !fx.struct<"Stop"> { … }
    fx.func @puts(imm : !llvm.ptr) -> i32 cc(c)
    ```
    - `link_name`: the C symbol, where it is not `sym_name`; `exported`: visible outside the program
    - `initializer`: `out` is an initialiser's `self`, built field by field
    - `noreturn`: the function never comes back (`-> Never`)
    - `self_check`: generic, with opaque types; only ownership sees it
    - `llvm_attrs`: attributes of the LLVM function that the library asks for, strings or [key, value] pairs
    - `debug_name`: the name as written, for debuggers and traces
    }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttrOf<FunctionType>:$function_type, Fx_ConvsAttr:$convs,
                       OptionalAttr<TypeAttr>:$raises, DefaultValuedAttr<Fx_CallConv, "::fornax::fx::CallConv::Fx">:$cc,
                       DefaultValuedAttr<Fx_InlineKind, "::fornax::fx::InlineKind::Auto">:$inline_kind, OptionalAttr<StrAttr>:$target,
                       UnitAttr:$exported, UnitAttr:$initializer, UnitAttr:$noreturn, UnitAttr:$self_check, OptionalAttr<StrAttr>:$link_name,
                       OptionalAttr<StrAttr>:$debug_name, OptionalAttr<ArrayAttr>:$llvm_attrs, OptionalAttr<StrArrayAttr>:$arg_names,
                       OptionalAttr<ArrayAttr>:$arg_holds, OptionalAttr<StrAttr>:$sym_visibility);
  let regions = (region AnyRegion:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::FunctionType":$type, "::fornax::fx::ConvsAttr":$convs,
                                 CArg<"::mlir::Type", "{}">:$raises)>];
  let extraClassDeclaration = [{
    /// Adds the entry block with its arguments; locations default to the function's.
    ::mlir::Block *addEntryBlock(::llvm::ArrayRef<::mlir::Location> locations = {});
    bool isExternal() { return getBody().empty(); }
    ::mlir::FunctionType getType() { return getFunctionType(); }
    size_t getNumArguments() { return getFunctionType().getNumInputs(); }
    ::mlir::BlockArgument getArgument(unsigned index) { return getBody().getArgument(index); }
    Conv getConv(unsigned index) { return getConvs()[index].conv; }
    ::llvm::StringRef getArgName(unsigned index);
    ::fornax::fx::OriginsAttr getArgHolds(unsigned index);
    void setArgName(unsigned index, ::llvm::StringRef name);
    void setArgHolds(unsigned index, ::fornax::fx::OriginsAttr origins);
    /// The leaf result (or the returned reference), null if there is none.
    ::mlir::Type getLeafResult();
    /// The place number of an argument of `!fx.ref` type; nothing for a leaf.
    std::optional<unsigned> getPlaceOf(unsigned argument);
    /// How many place numbers the arguments take; the first `fx.var` may use this one.
    unsigned getNumPlaceArguments();
    /// The symbol that the linker sees.
    ::llvm::StringRef getLinkSymbol() { return getLinkName().value_or(getSymName()); }
  }];
}

def Fx_StructOp : Fx_Op<"struct", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "sets the body of `!fx.struct<key>`";
  let description = [{
    Not a symbol: a type's key may equal a function's name. Building or parsing the op sets the body.
    ```mlir
    fx.struct "Pair" #fx.body<size 32 align 8 fields [("a", i64, 0), ("b", !fx.struct<"String">, 8)] destroy @d flags [rp]>
    ```
  }];
  let arguments = (ins StrAttr:$key, Fx_BodyAttr:$body);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::fornax::fx::StructType":$type, "::fornax::fx::BodyAttr":$body)>];
}

def Fx_GlobalOp : Fx_Op<"global", [Symbol]> {
  let summary = "constant data";
  let description = [{
    ```mlir
    fx.global @lit #fx.bytes<"hi\00"> align 1
    fx.global @ring #fx.bytes<"\00\00\00\00\00\00\00\00"> align 8 mutable
    ```
    `mutable` is for cells that the runtime owns. `exported` keeps the symbol visible under `link_name`.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, Fx_BytesAttr:$bytes, I64Attr:$align, DefaultValuedAttr<I32Attr, "0">:$space, UnitAttr:$is_mutable,
                       UnitAttr:$exported, OptionalAttr<StrAttr>:$link_name, OptionalAttr<StrAttr>:$sym_visibility);
  let assemblyFormat = [{
    $sym_name $bytes `align` $align (`space` $space^)? (`mutable` $is_mutable^)? (`exported` $exported^)? attr-dict
  }];
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::fornax::fx::BytesAttr":$bytes, "uint64_t":$align,
                                 CArg<"unsigned", "0">:$space)>];
}

def Fx_KernelOp : Fx_Op<"kernel", [Symbol]> {
  let summary = "a kernel that the host can launch";
  let description = [{
    ```mlir
    fx.kernel @k.flip entry @flip offsets [0, 8] sizes [8, 4] block 12
    ```
    `offsets` and `sizes` lay out the argument block. The entry function lives in the device modules; where it is here too it is checked.
    Launch attributes (`reqntid`, `minctasm`, …) are the op's dictionary `launch`; `images` is filled in by the driver.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, FlatSymbolRefAttr:$entry, DenseI64ArrayAttr:$offsets, DenseI64ArrayAttr:$sizes,
                       I64Attr:$block_size, OptionalAttr<DictionaryAttr>:$launch, OptionalAttr<ArrayAttr>:$images,
                       OptionalAttr<StrAttr>:$sym_visibility);
  let assemblyFormat = "$sym_name `entry` $entry `offsets` $offsets `sizes` $sizes `block` $block_size attr-dict";
  let hasVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [OpBuilder<(ins "::llvm::StringRef":$name, "::llvm::StringRef":$entry, "::llvm::ArrayRef<int64_t>":$offsets,
                                 "::llvm::ArrayRef<int64_t>":$sizes, "int64_t":$blockSize)>];
}
