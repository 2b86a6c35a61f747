; columns/prepare.asm: all code that runs only when the program starts. It lies in the program right before the packed
; weights, among the model's tables, since the memory of both becomes tables afterwards (columns/memory.asm).

        include "columns/expand.asm"
        include "columns/runs.asm"
        if LAYOUT_SMALL
        include "columns/decode.asm"
        endif
        include "columns/chains.asm"
        include "columns/loaders.asm"
        include "columns/segments.asm"
