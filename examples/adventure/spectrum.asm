; spectrum.asm: the adventure on a ZX Spectrum 48K.
;
;   zmlm build shop.json --library tom.asm --origin 8000h --machine spectrum
;   pasmo --tapbas spectrum.asm cave.tap
;
; The ROM's interrupt needs IY as the ROM has it. So interrupts are off while the network thinks.

PRINT:          equ 0010h       ; ROM: writes A
CLEAR:          equ 0D6Bh       ; ROM: clears the screen
OPEN:           equ 1601h       ; ROM: chooses channel A; 2 is the screen
LAST_KEY:       equ 5C08h
FLAGS:          equ 1           ; from IY; bit 5: a key has been pressed
SCROLLS:        equ 5C8Ch       ; lines to scroll before the ROM asks

        org 7800h
start:
        ld (basic_stack),sp
        exx
        ld (basic_literal),hl
        exx
        call CLEAR
        ld a,2
        call OPEN
        di
        call tom_init
        ei
        jp game

leave:
        ld sp,(basic_stack)
        exx
        ld hl,(basic_literal)
        exx
        ret

put_character:
        push af
        ld a,255
        ld (SCROLLS),a
        pop af
        rst PRINT
        ret

read_line:
        ld hl,line
        ld b,0
key_next:
        halt
        bit 5,(iy+FLAGS)
        jr z,key_next
        res 5,(iy+FLAGS)
        ld a,(LAST_KEY)
        cp 13
        jr z,line_done
        cp 12
        jr z,rub_out
        cp ' '
        jr c,key_next
        cp 127
        jr nc,key_next
        ld c,a
        ld a,b
        cp LINE_BYTES
        jr z,key_next
        ld (hl),c
        inc hl
        inc b
        ld a,c
        call echo
        jr key_next
rub_out:
        ld a,b
        or a
        jr z,key_next
        dec b
        dec hl
        ld a,8
        call echo
        ld a,' '
        call echo
        ld a,8
        call echo
        jr key_next
line_done:
        push bc
        call new_line
        pop bc
        ld hl,line
        ret

echo:
        push hl
        push bc
        call put_character
        pop bc
        pop hl
        ret

think:
        di
        call tom_ask
        ei
        ret

basic_stack:    dw 0
basic_literal:  dw 0            ; HL' is BASIC's
LINE_BYTES:     equ 80
line:           ds LINE_BYTES

        include "adventure.asm"
        include "tom.asm"
        end start
