; memory.asm: where the engine keeps what it works on, from the program's end to MEMORY_NEEDED. Nothing here is in the
; file.

program_end:
        if LAYOUT_COLUMNS
        include "columns/memory.asm"
        else
        include "packed/memory.asm"
        endif
