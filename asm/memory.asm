; memory.asm: the engine's variables and tables in memory, from the program's end to MEMORY_NEEDED. They take no bytes
; in the program file.

program_end:
        if LAYOUT_COLUMNS
        include "columns/memory.asm"
        else
        include "packed/memory.asm"
        endif
