; machines/cpm.asm: the chat program on CP/M 2.2 and 3. chat.asm says what each machine's file must define.
;
; CHAT HELLO       answers the question on the command line, then exits
; CHAT             asks for questions until `!` or Ctrl-C

        include "model-equates.asm"

WARM_BOOT:      equ 0000h       ; jump here to exit
BDOS:           equ 0005h       ; jp to the BDOS; the TPA ends at the address of this jp
TAIL:           equ 0080h       ; length byte, then the command tail

; BDOS functions
WRITE_CHARACTER: equ 2          ; E = character
WRITE_STRING:   equ 9           ; DE -> text that ends with $
READ_LINE:      equ 10          ; DE -> buffer: db its capacity, db characters read, the characters

        org ORIGIN

; start: checks memory, then answers the command tail or chats.
start:
        ld hl,(BDOS+1)          ; the TPA ends where the BDOS begins
        ld de,65535&MEMORY_NEEDED ; the build makes sure that this is below 64 KB
        or a
        sbc hl,de
        jr c,no_memory
        ld sp,(BDOS+1)
        if BANNER
        ld hl,TAIL
        ld b,(hl)
        inc hl
        call trim
        call z,introduce        ; no question on the command line: it will chat
        endif
        call prepare
        ld hl,TAIL
        ld b,(hl)               ; length of the tail
        inc hl
        call trim               ; the tail begins with the blank that follows the command's name
        ld a,MAX_QUESTION
        cp b
        jr nc,tail_trim
        ld b,a
tail_trim:
        call trim
        jp z,chat
        call answer
leave:
        jp WARM_BOOT

no_memory:
        ld de,memory_message
        ld c,WRITE_STRING
        jp BDOS                 ; returns to the CCP, whose stack is still in use
memory_message:
        db "This program needs more memory than this CP/M leaves.",13,10,"$"

read_line:
        ld hl,line
        ld (hl),MAX_QUESTION
        ex de,hl
        ld c,READ_LINE          ; a BDOS that doesn't act on Ctrl-C puts its code into the line: code 3, as BREAK
        call BDOS
        call newline            ; the BDOS has echoed only the carriage return
        ld hl,line+1
        ld b,(hl)               ; characters typed
        inc hl
        ret

put_character:
        ld e,a
        ld c,WRITE_CHARACTER
        jp BDOS

        include "chat.asm"
        include "engine.asm"
        include "model-tables.asm"
        include "memory.asm"
