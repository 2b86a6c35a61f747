; cpm.asm: the adventure on CP/M.
;
;   zmlm build shop.json --library tom.asm --origin 0800h
;   zmlm asm cpm.asm -o cave.com
;   zmlm run cave.com

BDOS:           equ 0005h

        org 0100h
        call tom_init
        jp game

leave:  jp 0000h

put_character:
        cp 13
        jr nz,put
        ld e,10
        ld c,2
        call BDOS
        ld a,13
put:
        ld e,a
        ld c,2
        jp BDOS

read_line:
        ld de,line
        ld c,10
        call BDOS
        call new_line
        ld hl,line+1
        ld b,(hl)
        inc hl
        ret

think:  jp tom_ask

line:   db 80,0
        ds 80

        include "adventure.asm"
        include "tom.asm"
