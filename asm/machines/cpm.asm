; machines/cpm.asm: what the program uses of CP/M 2.2.

WARM_BOOT:      equ 0000h       ; jump here to leave
BDOS:           equ 0005h       ; jp to the BDOS; its address is where the TPA ends
TAIL:           equ 0080h       ; length byte, then the command tail

WRITE_CHARACTER: equ 2           ; E = character
WRITE_STRING:   equ 9           ; DE -> text that ends with $
READ_LINE:      equ 10          ; DE -> most characters, number read, characters

CONTROL_C:      equ 3

; print: In: DE -> text that ends with $. Destroys: everything.
print:
        ld c,WRITE_STRING
        jp BDOS

; newline: Destroys: everything.
newline:
        ld de,newline_text
        jr print
newline_text:
        db 13,10,"$"
