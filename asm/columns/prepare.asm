; columns/prepare.asm: all code that runs only when the program starts. It lies in the program right before the packed
; weights, among the model's tables, since the memory of both becomes tables afterwards (columns/memory.asm).
;
;   expand.asm      makes streams of packed weights
;   decode.asm      layout small: decodes packed weights from their Huffman code
;   shared-sums.asm moves the weights that two neurons have in common to a shared sum
;   chains.asm      makes the chains, the code that streams run through
;   segments.asm    the segments that chains are made of
;   loaders.asm     makes routines that set accumulators to their biases

        include "columns/expand.asm"
        include "columns/shared-sums.asm"
        if LAYOUT_SMALL
        include "columns/decode.asm"
        endif
        include "columns/chains.asm"
        include "columns/loaders.asm"
        include "columns/segments.asm"
