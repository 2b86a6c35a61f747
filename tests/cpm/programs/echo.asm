; A chat of the simplest kind: prompt, a line of READ LINE, the line again in brackets.
; "!" leaves, an empty line prompts again.

BDOS:   equ 0005h
LINE:   equ 80

        org 0100h
next:   ld de, prompt
        call print
        ld c, 10
        ld de, buffer
        call BDOS
        ld de, newline
        call print
        ld a, (buffer+1)
        or a
        jr z, next
        ld a, (text)
        cp '!'
        ret z
        ld de, open
        call print
        ld hl, text             ; end the line with "$", for PRINT STRING
        ld a, (buffer+1)
        ld e, a
        ld d, 0
        add hl, de
        ld (hl), '$'
        ld de, text
        call print
        ld de, close
        call print
        jr next

print:  ld c, 9
        jp BDOS

prompt: db "> $"
newline: db 13, 10, "$"
open:   db "[$"
close:  db "]", 13, 10, "$"
buffer: db LINE, 0
text:   ds LINE + 1
