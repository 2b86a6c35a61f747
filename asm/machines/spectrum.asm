; machines/spectrum.asm: the chat program on a ZX Spectrum 48K, or a larger one that runs BASIC. chat.asm says what a
; machine's file gives.
;
; RANDOMIZE USR ORIGIN starts it, from a BASIC whose CLEAR has set memory from ORIGIN on aside. `!` or BREAK goes back
; to BASIC, whose RUN starts it again.
;
; Text is green on black, in the font that BASIC uses, on the upper two thirds of the screen. The engine works in the
; lower third (WORK_PAGES): what moves there while it thinks are accumulators and activations.
;
; Keys are the ROM's: its interrupt reads the keyboard fifty times a second and writes through IY. So interrupts are on
; and IY is BASIC's while a line is typed, and they are off otherwise.
;
; On a 128K, weights may lie in banks: spectrum-banks.asm.
;
; Memory below 8000h is contended: the ULA holds the processor up while it draws the screen. Code suffers most, so the
; tables come first.

        include "model-equates.asm"

; The hardware.
PIXELS:         equ 4000h       ; three thirds of eight rows; in a third, eight lines of pixels of all its rows
THIRD:          equ 0800h       ; bytes of a third
LINE_BYTES:     equ 256         ; from a line of pixels to the next of the same row
ATTRIBUTES:     equ 5800h       ; a byte for each cell, row by row
COLUMNS:        equ 32
ROWS:           equ 16          ; of text: two thirds
ULA:            equ 0FEh        ; port. Out: border in bits 0 to 2, speaker in bit 4. In: keys, by rows in the high byte
SPEAKER:        equ 10h
CAPS_ROW:       equ 0FEh        ; of keys: CAPS SHIFT is bit 0
SPACE_ROW:      equ 7Fh         ; SPACE is bit 0

; Colours: bit 6 bright, bit 7 flash, bits 3 to 5 paper, bits 0 to 2 ink.
TEXT_COLOUR:    equ 44h         ; bright green
WORK_COLOUR:    equ 04h         ; green
CURSOR_COLOUR:  equ 0C4h        ; bright green, flashing

; BASIC's variables.
LAST_KEY:       equ 5C08h       ; db: the key pressed last
FONT:           equ 5C36h       ; dw: -> glyphs of eight bytes, that of character 0 first
SYSTEM:         equ 5C3Ah       ; what IY must be for the ROM
FLAGS:          equ 5C3Bh-SYSTEM ; bit 3: letters, not keywords; bit 5: a key has been pressed
FLAGS2:         equ 5C6Ah-SYSTEM ; bit 3: capitals
LOWER_COLOUR:   equ 5C48h       ; db: BORDCR; bits 3 to 5 are the border's

; Keys as the ROM has them.
KEY_CAPS_LOCK:  equ 6
KEY_RUBOUT:     equ 12
KEY_ENTER:      equ 13

        org ORIGIN

start:
        jp begin
        if LAYOUT_COLUMNS-1
        include "model-tables.asm"
        endif

begin:
        di
        ld (basic_stack),sp
        exx
        ld (basic_literal),hl
        exx
        ld sp,STACK_END
        if QUERY_BANKS
        call bank_out
        endif
        call clear
        if BANNER
        call introduce
        endif
        if LAYOUT_COLUMNS
        ld hl,is_prepared
        ld a,(hl)
        or a
        jp nz,chat              ; started again: what there was to prepare from is gone
        inc (hl)
        endif
        call prepare
        jp chat

; leave: wipes the lower third, and back to BASIC as it was.
leave:
        di
        call clear_work
        ld a,(LOWER_COLOUR)
        rrca
        rrca
        rrca
        out (ULA),a
        ld sp,(basic_stack)
        ld hl,(basic_literal)
        exx
        ld iy,SYSTEM
        ei
        ret

basic_stack:    dw 0
basic_literal:  dw 0            ; HL' is BASIC's: where its calculator goes on
        if LAYOUT_COLUMNS
is_prepared:    db 0
        endif

; read_line: lets a line be typed, with a flashing cursor.
; Out:      HL -> text, B = its length
; Destroys: everything
read_line:
        xor a
        out (ULA),a             ; no longer thinking: a black border
        ld iy,SYSTEM
        set 3,(iy+FLAGS)
        res 5,(iy+FLAGS)
        ld hl,line
        ld b,0
        ei
key_next:
        push hl
        push bc
        call read_key
        pop bc
        pop hl
        cp KEY_ENTER
        jr z,line_done
        cp BREAK
        jr z,line_break
        cp KEY_RUBOUT
        jr z,rub_out
        cp ' '
        jr c,key_next
        cp 7Fh                  ; the copyright sign, graphics and keywords
        jr nc,key_next
        ld c,a
        ld a,b
        cp MAX_QUESTION
        jr z,key_next
        ld (hl),c
        inc hl
        inc b
        ld a,c
        push hl
        push bc
        call draw
        jr key_done
rub_out:
        ld a,b
        or a
        jr z,key_next
        dec hl
        dec b
        push hl
        push bc
        call undraw
key_done:
        pop bc
        pop hl
        jr key_next
line_break:
        ld hl,line
        ld (hl),BREAK
        ld b,1
line_done:
        di
        ld hl,line
        push hl
        push bc
        call line_end
        pop bc
        pop hl
        ret

; read_key: waits for a key, shows the cursor meanwhile, and clicks.
; Out:      A = the key
; Destroys: F, BC, DE, HL
read_key:
        call room               ; the cursor needs a cell
        call cell_colour
        ld (hl),CURSOR_COLOUR
key_wait:
        halt
        call is_break
        ld a,BREAK
        jr z,key_pressed
        bit 5,(iy+FLAGS)
        jr z,key_wait
        res 5,(iy+FLAGS)
        ld a,(LAST_KEY)
        cp KEY_CAPS_LOCK
        jr nz,key_pressed
        ld a,(iy+FLAGS2)
        xor 8
        ld (iy+FLAGS2),a
        jr key_wait
key_pressed:
        ld (hl),TEXT_COLOUR
        ld b,a
        ld a,SPEAKER
        out (ULA),a
        ld a,40
click:
        dec a
        jr nz,click
        out (ULA),a
        ld a,b
        ret

; is_break: Out: Z if CAPS SHIFT and SPACE are held down. Destroys: A.
is_break:
        ld a,SPACE_ROW
        in a,(ULA)
        and 1
        ret nz
        ld a,CAPS_ROW
        in a,(ULA)
        and 1
        ret

; put_character: In: A = character, 13 or 10. Destroys: everything.
put_character:
        cp 13
        jr z,line_begin
        cp 10
        jr z,line_down
        push af
        call is_break
        jp z,leave
        pop af
        push af
        and 7
        out (ULA),a             ; a thought a colour
        pop af
; draw: a character at the cursor, which moves on. In: A. Destroys: AF, BC, DE, HL.
draw:
        push af
        call room
        pop af
        call glyph
        ld hl,column
        inc (hl)
        ret

; undraw: takes the last character back. Destroys: AF, BC, DE, HL.
undraw:
        ld hl,column
        ld a,(hl)
        or a
        jr nz,undraw_here
        ld (hl),COLUMNS
        inc hl
        dec (hl)                ; a row up
        dec hl
undraw_here:
        dec (hl)
        ld a,' '
; glyph: In: A = character. Destroys: AF, BC, DE, HL.
glyph:
        ld l,a
        ld h,0
        add hl,hl
        add hl,hl
        add hl,hl
        ld de,(FONT)
        add hl,de
        ex de,hl                ; DE -> its eight bytes
        ld a,(row)
        and 7
        rrca
        rrca
        rrca
        ld hl,column
        add a,(hl)
        ld l,a
        ld a,(row)
        and 18h
        add a,PIXELS/256
        ld h,a
        ld b,8
glyph_line:
        ld a,(de)
        ld (hl),a
        inc de
        inc h
        djnz glyph_line
        ret

; cell_colour: Out: HL -> the attribute of the cursor's cell. Destroys: A, DE.
cell_colour:
        ld a,(row)
        ld l,a
        ld h,0
        add hl,hl
        add hl,hl
        add hl,hl
        add hl,hl
        add hl,hl
        ld de,(column)
        ld d,ATTRIBUTES/256
        add hl,de
        ret

; room: goes to the next line if this one is full. Destroys: AF, BC, DE, HL.
room:
        ld a,(column)
        cp COLUMNS
        ret c
; line_end: to the beginning of the next line.
line_end:
        call line_down
line_begin:
        xor a
        ld (column),a
        ret

; line_down: a row down, or all others a row up. Destroys: AF, BC, DE, HL.
line_down:
        ld hl,row
        ld a,(hl)
        cp ROWS-1
        jr z,scroll
        inc (hl)
        ret
scroll:
        ld hl,PIXELS
        ld a,8
scroll_lines:
        push hl
        ld d,h
        ld e,l
        ld l,COLUMNS
        ld bc,7*COLUMNS
        ldir                    ; seven rows of the upper third
        ld hl,THIRD-LINE_BYTES+COLUMNS ; DE is at the eighth, the next third's first goes there
        add hl,de
        push hl
        ld bc,COLUMNS
        ldir
        pop de
        ld bc,7*COLUMNS
        ldir
        ld h,d                  ; and the last row is empty
        ld l,e
        ld (hl),0
        inc de
        ld bc,COLUMNS-1
        ldir
        pop hl
        inc h
        dec a
        jr nz,scroll_lines
        ret

; clear: an empty screen with a black border. Destroys: AF, BC, DE, HL.
clear:
        xor a
        out (ULA),a
        ld hl,PIXELS
        ld bc,2*THIRD
        call fill
        ld (column),bc          ; and the row
        ld hl,ATTRIBUTES
        ld bc,ROWS*COLUMNS
        ld a,TEXT_COLOUR
        call fill
; clear_work: the lower third.
clear_work:
        ld hl,PIXELS+2*THIRD
        ld bc,THIRD
        xor a
        call fill
        ld hl,ATTRIBUTES+ROWS*COLUMNS
        ld bc,8*COLUMNS
        ld a,WORK_COLOUR
; fill: In: HL -> memory, BC = bytes, A. Out: BC = 0. Destroys: F, DE, HL.
fill:
        ld (hl),a
        ld d,h
        ld e,l
        inc de
        dec bc
        ldir
        ret

        if QUERY_BANKS
        include "machines/spectrum-banks.asm"
        else
STACK_END:      equ 65535&MEMORY_END
        endif

column:         db 0            ; of the cursor; COLUMNS behind a full line
row:            db 0

        include "chat.asm"
        include "engine.asm"
        if LAYOUT_COLUMNS
        include "model-tables.asm"
        endif
        include "memory.asm"
