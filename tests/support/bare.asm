; bare.asm: a machine without a system, for tests. What it reads and writes goes through port 0 (bare-machine.ts).

        include "model-equates.asm"

        org ORIGIN

; start: chats if the first byte read is 0, else answers one question and leaves.
start:
        ld sp,STACK_END
        call prepare
        in a,(0)
        or a
        jp z,chat
        call read_line
        call trim
        call nz,answer
leave:
        halt

; read_line: a length, then as many characters.
read_line:
        ld hl,line
        in a,(0)
        ld b,a
        or a
        ret z
        push bc
read_next:
        in a,(0)
        ld (hl),a
        inc hl
        djnz read_next
        pop bc
        ld hl,line
        ret

put_character:
        out (0),a
        ret

        if QUERY_BANKS
bank_in:
        add a,FIRST_BANK        ; the second's number is one more
        jr bank_write
bank_out:
        ld a,BANK_HOME
bank_write:
        ld bc,BANK_PORT
        out (c),a
        ld hl,0                 ; registers that it may destroy, or some of them
        ld b,l
        ret
        ds STACK_BYTES
STACK_END:
        else
STACK_END:      equ 65535&MEMORY_END
        endif

        include "chat.asm"
        include "engine.asm"
        include "model-tables.asm"
        include "memory.asm"
